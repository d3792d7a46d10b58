import { BY_CODE, VmbayError } from "./errors";
import type { Failure } from "./types";

/** The error of its code. */
export function errorOf({ code, reason, message, retryable, resource }: Failure): VmbayError {
  return new (BY_CODE[code] ?? VmbayError)(message, reason, retryable, resource);
}

/** What a program sees of what the native half threw or told; `stack` is where the call was made. */
export function rebuilt(thrown: unknown, stack?: string): unknown {
  let text = thrown;
  if (thrown instanceof Error) {
    if (thrown instanceof TypeError || thrown instanceof VmbayError) return thrown;
    if ((thrown as { code?: unknown }).code === "InvalidArg") return new TypeError(thrown.message);
    text = thrown.message;
  }
  const failure = parsed(text);
  if (failure === undefined) return thrown;
  const error = "defect" in failure ? new Error(`a defect of vmbay: ${failure.defect}`) : errorOf(failure);
  if (stack !== undefined) error.stack = `${error.name}: ${error.message}${stack.slice(stack.indexOf("\n"))}`;
  return error;
}

/** What a call of the native half gives at once; what it throws is what a program sees. */
export function told<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw rebuilt(error);
  }
}

function parsed(text: unknown): Failure | { readonly defect: string } | undefined {
  try {
    return JSON.parse(String(text)) as Failure | { defect: string };
  } catch {
    return undefined;
  }
}
