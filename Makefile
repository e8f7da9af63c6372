# What can be done with this checkout; `make` lists it.
# SPDX-License-Identifier: Apache-2.0

# The Debian packages that a target needs. It installs those that are missing, and nothing else.
run_packages         := g++ git libcurl4 libpng-dev
test_packages        := $(run_packages) bsdutils chromium chromium-driver curl libcurl4 librsvg2-bin openssl pngcheck python3 python3-h11 zbar-tools zxing-cpp-tools
domain_packages      := g++ git
http_packages        := $(domain_packages) python3 python3-h11
conformance_packages := $(run_packages) libqrcodegen-dev libqrencode-dev libzint-dev
count_packages       := $(domain_packages) valgrind
bench_packages       := $(conformance_packages)
validation_packages  := $(domain_packages) python3 python3-venv
test_c_packages      := $(run_packages) default-jdk-headless libqrencode-dev pkg-config python3 valgrind
cross_packages        = $(run_packages) $(cross_compiler_aarch64) $(cross_compiler_armv7) $(cross_compiler_riscv64) chromium nodejs python3 qemu-user
library_packages      = $(domain_packages) $(if $(filter 1,$(PNG)),libpng-dev) $(cross_compiler_$(TARGET))
cross_compiler_aarch64 := gcc-aarch64-linux-gnu libc6-dev-arm64-cross
cross_compiler_armv7   := gcc-arm-linux-gnueabihf libc6-dev-armhf-cross
cross_compiler_riscv64 := gcc-riscv64-linux-gnu libc6-dev-riscv64-cross

# What `make lib` and `make install` take: TARGET, PNG=1 to draw PNG with libpng, PREFIX and DESTDIR.
TARGET  ?= x86_64
PNG     ?= 0
PREFIX  ?= /usr/local
library := .build-lib/$(TARGET)$(if $(filter 1,$(PNG)),-png)

sample := Tests/Samples/gobiz.txt
qris   := .build/release/qris

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

.PHONY: help run test test-all lib install test-c cross-test domain schedules http verdicts instructions conformance bench \
	bench-c validation lint clean

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

lib: ## Builds the C library for TARGET, with PNG=1 beside libpng: .build-lib/TARGET.
	@bash .ci/prepare $(library_packages)
	bash Packaging/build-library $(TARGET) $(PNG) $(library)

install: lib ## Installs header, libraries and qris.pc below PREFIX (DESTDIR before it).
	install -d "$(DESTDIR)$(PREFIX)/include" "$(DESTDIR)$(PREFIX)/lib/pkgconfig"
	install -m 644 $(library)/include/qris.h "$(DESTDIR)$(PREFIX)/include/"
	install -m 644 $(library)/libqris.a "$(DESTDIR)$(PREFIX)/lib/"
	cp --no-dereference $(library)/libqris.so* "$(DESTDIR)$(PREFIX)/lib/"
	sed 's|^prefix=.*|prefix=$(PREFIX)|; s|^libdir=.*|libdir=$${prefix}/lib|' $(library)/qris.pc >"$(DESTDIR)$(PREFIX)/lib/pkgconfig/qris.pc"

test-c: ## Tests the C library: the whole header, under valgrind and sanitizers, and equal to the qris tool.
	@bash .ci/prepare $(test_c_packages)
	bash Tests/CABITests/run

cross-test: ## Runs the C library for aarch64, armv7, riscv64 and WebAssembly; the same bytes as on x86-64.
	@bash .ci/prepare $(cross_packages)
	swift build --product qris
	bash Tests/CABITests/run-cross

domain: ## Proves the fast encoder equal to the plain one for every version, level, mask and kernel level.
	@bash .ci/prepare $(domain_packages)
	swift test --configuration release --scratch-path .build-domain \
		--filter "FastEqualsPlain|Conformance"

schedules: ## Plays 2 x 10,000 seeded schedules of faults and deaths through the GoBiz client, qris pay and the sandbox.
	@bash .ci/prepare $(domain_packages)
	swift test --configuration release --scratch-path .build-domain --filter GoBizFlowTests

# How many payloads `make verdicts` plays, and the seed that they follow from.
PAYLOADS ?= 5000000
SEED     ?= 1

verdicts: ## Plays PAYLOADS mutated payloads through the fast and the plain validator under every profile; all equal.
	@bash .ci/prepare $(domain_packages)
	swift build --configuration release --package-path Fuzz --product verdicts
	Fuzz/.build/release/verdicts $(PAYLOADS) $(SEED) Tests/QRISTests/Vectors/*.jsonl $(sample)

http: ## Compares the sandbox's parser of HTTP with h11 over 200,000 mutated requests.
	@bash .ci/prepare $(http_packages)
	QRIS_HTTP_CASES=200000 swift test --configuration release --scratch-path .build-domain --filter SandboxHTTPTests

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

bench-c: ## Measures the C library from C: beside Swift, libqrencode and qrcodegen; size, load and first call.
	@bash .ci/prepare $(bench_packages)
	bash Packaging/build-library x86_64 0 .build-lib/x86_64
	swift build --configuration release --package-path Benchmarks --product SwiftCall
	gcc -std=c11 -O2 -Wall -Wextra -Werror -I .build-lib/x86_64/include Benchmarks/c/library.c \
		.build-lib/x86_64/libqris.a -o .build-lib/bench -ldl -lqrencode -lqrcodegen
	.build-lib/bench .build-lib/x86_64/libqris.so Benchmarks/.build/release/libSwiftCall.so "$$(cat $(sample))"

validation: ## Measures validation beside Python packages in one run; writes Benchmarks/results/validation.json.
	@bash .ci/prepare $(validation_packages)
	bash Benchmarks/compare-validation

lint: ## Checks the format of all Swift code.
	swift format lint --strict --parallel --recursive Package.swift $(wildcard Sources Tests Benchmarks Fuzz)

clean: ## Removes everything that was built.
	rm -rf .build .build-* qris-demo.png qris-demo.svg
