# The commands of the project. In a fresh clone on Debian 12 with Rust, each does its own set-up.

export PATH := $(CURDIR)/.cache/tools/bin:$(HOME)/.cargo/bin:$(PATH)

.PHONY: run test soak guest lint bench doc deny packages

## Boots a real machine, asks it `uname -a`, stops it and removes it: the first example.
run: guest
	cargo run --package vmbay-examples --bin 01-first-machine
	@sh tests/lab/nothing-left.sh .cache/run

## Everything that can be checked, then the list of what could not.
test: packages
	@sh tests/run.sh

## A thousand `kill -9` on each database; ends with figures. Minutes.
soak: packages
	VMBAY_KILLS=1000 VMBAY_KILL_EVERY_MS=500 \
		cargo test --package vmbay-tests --test many_processes -- --nocapture --test-threads=1 killed

## The tiny guest of the examples and tests, in .cache/guest.
guest: packages
	@sh tests/lab/guest/build.sh .cache/guest

## Formatting and lints.
lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --all-features -- -D warnings

## Ours beside the raw drivers, and through Python and Node beside what one would use there.
bench: guest
	cargo bench --package vmbay-benches
	@sh benches/languages.sh

## The documentation, in target/doc; those of the Python and the Node package, from their stubs, in its folders `python` and `node`.
doc: packages
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --all-features
	@sh tests/lab/python.sh
	.cache/python/bin/pdoc --no-show-source --output-directory target/doc/python vmbay vmbay.testing
	cd bindings/node && npm ci --silent && npx typedoc

## Licences, advisories, duplicates and sources of what we depend on. Apart from `test`, as it asks the network each time.
deny:
	@cargo deny --version >/dev/null 2>&1 || cargo install --quiet --locked --root .cache/tools cargo-deny
	cargo deny check

packages:
	@sh tests/lab/packages.sh
