# What can be done with this checkout; `make` lists it.
# SPDX-License-Identifier: Apache-2.0

# The Debian packages that a target needs. It installs those that are missing, and nothing else.
run_packages         := g++ git libpng-dev
test_packages        := $(run_packages) bsdutils chromium chromium-driver curl librsvg2-bin pngcheck python3 zbar-tools zxing-cpp-tools
domain_packages      := g++ git
conformance_packages := $(run_packages) libqrcodegen-dev libqrencode-dev libzint-dev
count_packages       := $(domain_packages) valgrind
bench_packages       := $(conformance_packages)
validation_packages  := $(domain_packages) python3 python3-venv

qris := .build/release/qris

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

.PHONY: help run test test-all domain schedules instructions conformance bench validation lint clean

help: ## Lists these targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## Builds the qris tool and takes a payment on a sandbox inside it; writes the code to qris-demo.png and .svg.
	@bash .ci/prepare $(run_packages)
	swift build --configuration release --product qris
	$(qris) demo
	@echo "The tool is $(qris)."

# Tests that wait for servers and processes run by themselves: beside the encoder's, which keep every processor busy for
# half a minute, they would wait past their time limits.
waiting_tests := GoBiz|SandboxTests|PayTests

test: ## Runs all tests.
	@bash .ci/prepare $(test_packages)
	swift test --skip "$(waiting_tests)"
	swift test --skip-build --filter "$(waiting_tests)"

# These traits change nothing but GoBiz. What was fetched for them is unpinned afterwards, or it would be fetched for
# every other build too.
test-all: ## Runs the tests that the traits for servers change, with all of them on; the first time it builds long.
	@bash .ci/prepare $(test_packages)
	trap 'rm -f Package.resolved' EXIT; \
	swift test --traits default,Webhooks,AsyncHTTPClient --scratch-path .build-all --filter "$(waiting_tests)"

domain: ## Proves the fast encoder equal to the plain one for every version, level, mask and kernel level.
	@bash .ci/prepare $(domain_packages)
	swift test --configuration release --scratch-path .build-domain \
		--filter "FastEqualsPlain|Conformance"

schedules: ## Plays 10,000 seeded schedules of faults and deaths through the GoBiz client and its sandbox.
	@bash .ci/prepare $(domain_packages)
	swift test --configuration release --scratch-path .build-domain --filter GoBizFlowTests

instructions: ## Counts instructions and heap allocations of encoding and validating; fails over the limits.
	@bash .ci/prepare $(count_packages)
	bash Benchmarks/check-instructions

conformance: ## Compares symbols with libqrencode, qrcodegen and zint, bit for bit: all versions, levels, masks.
	@bash .ci/prepare $(conformance_packages)
	swift build --configuration release --product qris
	gcc -std=c11 -O2 -Wall -Wextra -Werror Tests/Conformance/conformance.c \
		-o .build/conformance -lqrencode -lqrcodegen -lzint
	.build/conformance requests | $(qris) batch encode | .build/conformance check

bench: ## Measures beside libqrencode, qrcodegen and zint in one run; writes Benchmarks/results/latest.json.
	@bash .ci/prepare $(bench_packages)
	swift build --configuration release --package-path Benchmarks --product compare
	Benchmarks/.build/release/compare

validation: ## Measures validation beside Python packages in one run; writes Benchmarks/results/validation.json.
	@bash .ci/prepare $(validation_packages)
	bash Benchmarks/compare-validation

lint: ## Checks the format of all Swift code.
	swift format lint --strict --parallel --recursive Package.swift $(wildcard Sources Tests Benchmarks Fuzz)

clean: ## Removes everything that was built.
	rm -rf .build .build-* qris-demo.png qris-demo.svg
