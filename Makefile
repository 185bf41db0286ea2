# The steps themselves live in .ci/run, which needs no make.
.DEFAULT_GOAL := help

BENCH ?= .
COUNT ?= 6
PKG   ?= ./...

TOOL := go tool -modfile=tools/go.mod

.PHONY: all
all: generate fmt lint test ## Bring everything up to date, then check it

.PHONY: generate
generate: ## Generate the code of the examples
	.ci/run generate

.PHONY: check
check: ## Fail where generated code is stale
	.ci/run generated

.PHONY: test
test: ## Run all tests with the race detector
	.ci/run test

.PHONY: conformance
conformance: ## Run the official JSON Schema test suite through generated code
	.ci/run conformance

.PHONY: soak
soak: ## Simulate 10,000,000 tasks for each service: make soak SEEDS=5100
	SEEDS=$(or $(SEEDS),5100) .ci/run simulation

.PHONY: lint
lint: ## Run go vet and golangci-lint
	.ci/run vet lint

.PHONY: fmt
fmt: ## Format all Go code
	$(TOOL) gofumpt -w .

.PHONY: bench
bench: ## Run benchmarks: make bench PKG=./runtime/cursor BENCH=Order COUNT=6
	go test -run='^$$' -bench='$(BENCH)' -benchmem -count=$(COUNT) $(PKG)

.PHONY: fuzz
fuzz: ## Run every fuzz target: make fuzz FUZZTIME=1m
	FUZZTIME=$(or $(FUZZTIME),30s) .ci/run fuzz

.PHONY: tidy
tidy: ## Tidy both modules
	go mod tidy
	go -C tools mod tidy

.PHONY: ci
ci: ## Run everything that has to hold before a change goes in
	.ci/run

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
