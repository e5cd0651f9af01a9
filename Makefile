# One scratch folder and one configuration serve `run`, `test` and the editor, so that nothing is built twice.
SHELL := /bin/bash
.DEFAULT_GOAL := help

SOURCES := Package.swift Sources Tests
# Most tests wait for real processes and servers. All of them at once would only keep each other waiting past deadlines.
TEST_WIDTH := --experimental-maximum-parallelization-width 3

.PHONY: help setup run demo test test-openapi sanitize lint format generate service bench release clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing (Debian packages), or say what to install
	@scripts/setup

run: setup ## Build, then run the whole stack until Ctrl-C
	swift build
	@exec .build/debug/cairn up

demo: ## Make a few requests to the running stack and show the trace of the last one
	@[ -x .build/debug/cairn ] || { echo "make demo: start the stack first, in another terminal: make run" >&2; exit 1; }
	@exec .build/debug/cairn demo

test: ## Run every test, on real parts
	@scripts/setup --browser
	swift test $(TEST_WIDTH)

test-openapi: setup ## Compare the running gateway with its OpenAPI document (schemathesis, from PyPI)
	@scripts/test-openapi

sanitize: setup ## Run the store's tests under AddressSanitizer and ThreadSanitizer
	@scripts/sanitize

lint: setup ## Check format, and that generated files are fresh
	swift format lint --strict --parallel --recursive $(SOURCES)
	scripts/generate --check

format: ## Format every source file in place
	swift format format --in-place --parallel --recursive $(SOURCES)

generate: setup ## Regenerate the code that comes from the .proto files
	scripts/generate

service: setup ## Copy dummy into a new service: make service NAME=orders
	@scripts/new-service "$(NAME)"

bench: setup ## Measure what a span, the span store and a traced request cost, in release configuration
	@scripts/bench

release: setup ## Build the programs as they are deployed, into .build/programs
	@scripts/release

# The second place is where the database of a root user lies whose home others may not enter.
clean: ## Remove what was built and what `make run` keeps
	rm -rf .build .cairn "/var/lib/cairn$(CURDIR)/.cairn"
