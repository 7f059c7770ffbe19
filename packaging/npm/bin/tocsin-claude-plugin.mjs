#!/usr/bin/env node
// SPDX-License-Identifier: MIT
import { main } from '../lib/cli.mjs'

process.exitCode = main(process.argv.slice(2))
