import { BY_CODE, VmbayError } from "./errors";
import type { Failure } from "./types";

/** The error of its code. */
export function errorOf({ code, reason, message, retryable, resource }: Failure): VmbayError {
  return new (BY_CODE[code] ?? VmbayError)(message, reason, retryable, resource);
}

/** What a program sees of what the native half threw or told; `stack` is where the call was made. */
export function rebuilt(told: unknown, stack?: string): unknown {
  let text = told;
  if (told instanceof Error) {
    if (told instanceof TypeError || told instanceof VmbayError) return told;
    if ((told as { code?: unknown }).code === "InvalidArg") return new TypeError(told.message);
    text = told.message;
  }
  const failure = parsed(text);
  if (failure === undefined) return told;
  const error = "defect" in failure ? new Error(`a defect of vmbay: ${failure.defect}`) : errorOf(failure);
  if (stack !== undefined) error.stack = `${error.name}: ${error.message}${stack.slice(stack.indexOf("\n"))}`;
  return error;
}

function parsed(text: unknown): Failure | { readonly defect: string } | undefined {
  try {
    return JSON.parse(String(text)) as Failure | { defect: string };
  } catch {
    return undefined;
  }
}
