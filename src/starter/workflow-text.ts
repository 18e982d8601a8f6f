/** A workflow of GitHub Actions: a wrong plan shows at its line in the pull request. */
export function workflowText(version: string): string {
  return `# Checks plans and their tests on every change. Findings stand at their lines in the pull request.
name: spm
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  plans:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      # Or the tarball that "npm pack" makes in a clone of spm: ./spm-commissions-${version}.tgz
      - run: npm install --global spm-commissions@${version}
      - run: spm validate --format github
      - run: spm fmt --check
      - run: spm test
`
}
