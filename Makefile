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

sample := Tests/Samples/gobiz.txt
qris   := .build/release/qris

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

.PHONY: help run test test-all domain schedules instructions conformance bench validation lint clean

help: ## Lists these targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## Builds the qris tool, shows a sample payment code here and writes it to qris.png.
	@bash .ci/prepare $(run_packages)
	swift build --configuration release --product qris
	$(qris) show --file $(sample)
	$(qris) encode --file $(sample) --output qris.png
	@echo "Wrote qris.png. The tool is $(qris)."

test: ## Runs all tests.
	@bash .ci/prepare $(test_packages)
	swift test

# These traits change nothing but GoBiz. What was fetched for them is unpinned afterwards, or it would be fetched for
# every other build too.
test-all: ## Runs the tests that the traits for servers change, with all of them on; the first time it builds long.
	@bash .ci/prepare $(test_packages)
	trap 'rm -f Package.resolved' EXIT; \
	swift test --traits default,Webhooks,AsyncHTTPClient --scratch-path .build-all --filter GoBizTests

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
	rm -rf .build .build-* qris.png
