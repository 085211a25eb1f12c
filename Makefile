# Akta: run, test, release. Every target works from a fresh clone and installs what it needs; `make help` lists them.
#
# Cargo decides what of the Rust code must be rebuilt (it takes a fraction of a second when nothing changed), make decides
# about everything that is made from its results. CARGO_TARGET_DIR is respected; the tools go to its folder `tools`.

SHELL := bash
MAKEFLAGS += --no-builtin-rules --no-print-directory

export LEPTOS_OUTPUT_NAME := akta
export CARGO_TARGET_DIR := $(abspath $(or $(CARGO_TARGET_DIR),target))
export PATH := $(CARGO_TARGET_DIR)/tools/bin:$(CURDIR)/node_modules/.bin:$(PATH)

# With CI=true a Cargo.lock that doesn't fit Cargo.toml is an error.
LOCKED := $(if $(filter true,$(CI)),--locked)
# What is built beside the program. With --tests the features of what only tests need are in the whole tree, and so both share one library.
BESIDE :=

SERVER := $(CARGO_TARGET_DIR)/debug/akta
WASM := $(CARGO_TARGET_DIR)/wasm32-unknown-unknown/debug/akta.wasm
NODE_MODULES := node_modules/.package-lock.json

sources = $(shell find $(1) -type f -name '$(2)' 2>/dev/null)

.PHONY: help run build css gallery lint fmt test unit studio stories release bench clean doctor tools FORCE
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: build ## build, then serve http://127.0.0.1:3000 with the data in ./data (DEMO=0: no demo data on the first start)
	@AKTA_DEMO=$${AKTA_DEMO:-$(if $(filter 0,$(DEMO)),0,1)} AKTA_DATA_DIR=$${AKTA_DATA_DIR:-data} \
		AKTA_SITE=$${AKTA_SITE:-site} exec $(SERVER) serve

build: $(SERVER) site/pkg/akta.wasm site/pkg/akta.css site/pkg/studio.js site/.public ## debug build of server, browser code and style sheet

css: site/pkg/akta.css ## the style sheet only

gallery: site/gallery.css ## all parts of the style sheet on one page: style/gallery.html

lint: doctor tools $(NODE_MODULES) ## formatting, clippy for both targets, types of the browser tests
	@scripts/lint.sh

fmt: ## format the Rust code
	@cargo fmt

test: doctor tools $(NODE_MODULES) ## everything: lints, tests on SQLite and PostgreSQL, stories in Chromium on both
	@scripts/test.sh

studio: $(NODE_MODULES) ## the tests of the template editor, without a browser
	@scripts/studio.sh

unit: doctor $(NODE_MODULES) ## only the Rust tests, on both databases (ARGS=… goes to cargo test)
	@scripts/oracle.sh
	@scripts/with-postgres.sh cargo test --features ssr $(ARGS)

stories: build ## only the stories in Chromium, on both databases (ARGS=… goes to playwright)
	@scripts/with-postgres.sh npx --no-install playwright test -c end2end $(ARGS)

release: doctor tools $(NODE_MODULES) ## optimised program folder in dist/akta
	@scripts/release.sh

bench: release ## speed and size of the release build, measured
	@bench/run.sh

clean: ## remove what was built here (not ./data, not node_modules)
	@rm -rf site dist end2end/results
	@cargo clean

doctor:
	@scripts/doctor.sh

tools: | doctor
	@scripts/tools.sh

# --- the steps --------------------------------------------------------------------------------------------------------

$(NODE_MODULES): package.json package-lock.json | doctor
	@echo 'Installing the front-end tools (npm ci)'
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# The file keeps its time when cargo finds nothing to do, so what depends on it is not made again.
$(SERVER): FORCE | doctor tools $(NODE_MODULES)
	@cargo build $(LOCKED) --bin akta $(BESIDE) --features ssr

# Each page loads it: with dependencies as they are it would be larger and slower. (`package."*"` would also mean what runs while compiling.)
$(WASM): FORCE | doctor tools
	@cargo build $(LOCKED) --config profile.dev.opt-level=1 --config profile.dev.package.akta.opt-level=0 --lib --target wasm32-unknown-unknown --features hydrate

# The names of all functions are half of its size, and every page loads it; a panic tells its place without them.
site/pkg/akta.wasm: $(WASM)
	@mkdir -p site/pkg
	@rm -rf site/pkg/snippets
	@wasm-bindgen --target web --no-typescript --remove-name-section --out-dir site/pkg --out-name akta $(WASM)
	@mv -f site/pkg/akta_bg.wasm $@
	@touch $@

# Tailwind leaves an unchanged file alone: touch says that it is up to date.
TAILWIND = mkdir -p $(dir $@) && NO_COLOR=1 tailwindcss -i $(1) -o $@ 2>&1 | { grep -vE '^(≈|Done in|$$)' || true; }; test -s $@ && touch $@

site/pkg/akta.css: $(call sources,style,*.css) $(call sources,src,*.rs) $(NODE_MODULES)
	@$(call TAILWIND,style/main.css)

# The editor of templates, which only their pages load.
site/pkg/studio.js: $(call sources,studio/src,*.ts) $(NODE_MODULES)
	@mkdir -p site/pkg
	@esbuild studio/src/main.ts --bundle --minify --format=esm --target=es2022 --outfile=$@ --log-level=warning

site/gallery.css: $(call sources,style,*) $(NODE_MODULES)
	@$(call TAILWIND,style/gallery.css)

site/.public: $(call sources,public,*) public
	@mkdir -p site
	@find site -mindepth 1 -maxdepth 1 ! -name pkg ! -name gallery.css -exec rm -rf {} +
	@cp -R public/. site/
	@touch $@

FORCE:
