#!/usr/bin/env node
import module from 'node:module'

// From Node 22 on, code that was compiled once is kept for later starts.
module.enableCompileCache?.()
const require = module.createRequire(import.meta.url)
const { main } = require('../dist/cli.cjs')
const { version } = require('../package.json')

process.exitCode = await main(process, version)
