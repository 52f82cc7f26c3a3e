/** The arrows of docs/decisions/0001. Each rule says what to do instead. */
const ours = '^(web|workflows|activities|io|db|worker|domain|test|scripts)/|^env[.]ts$'
const notTests = '[.]test[.]ts$'
const arrow = (from, allowed, comment, types = {}) => ({
  name: `${from}-arrows`,
  severity: 'error',
  comment,
  from: { path: `^${from}/`, pathNot: notTests },
  to: { path: ours, pathNot: [`^${from}/`, ...allowed], ...types },
})
const typesAreFree = { dependencyTypesNot: ['type-only'] }

module.exports = {
  forbidden: [
    arrow('domain', [], 'Rules import nothing of ours. Pass in what they need.'),
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'No Node and no packages in rules: workflows run them in a sandbox.',
      from: { path: '^domain/', pathNot: notTests },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    arrow('workflows', ['^domain/'], 'A workflow knows rules, and activities by type only.', typesAreFree),
    arrow(
      'activities',
      ['^domain/', '^db/', '^io/'],
      'Activities do the outside work; they never call back.',
      typesAreFree,
    ),
    arrow('io', ['^domain/'], 'io/ speaks to the outside; what it says is decided in domain/.'),
    {
      name: 'io-apart',
      severity: 'error',
      comment: 'Formats do not know each other; share a file directly under io/ if they must.',
      from: { path: '^io/([^/]+)/', pathNot: notTests },
      to: { path: '^io/[^/]+/', pathNot: '^io/$1/' },
    },
    arrow('db', ['^domain/'], 'db/ holds schema, migrations and queries.'),
    {
      name: 'web-dev-apart',
      severity: 'error',
      comment: 'Only the page /dev/mail speaks to a mail server; others may show a letter as it will read.',
      from: { path: '^web/', pathNot: `^web/dev/|${notTests}` },
      to: { path: '^io/(imap|smtp|mail)/', pathNot: '^io/smtp/render[.]ts$' },
    },
    arrow(
      'web',
      ['^domain/', '^workflows/messages[.]ts$', '^db/(read/|write/web/|db[.]ts$|crypto[.]ts$)', '^io/', '^env[.]ts$'],
      'web reads through db/read, writes through db/write/web, and changes cases by messaging a workflow.',
      typesAreFree,
    ),
    arrow('worker', ['^(workflows|activities|db|io|domain)/', '^env[.]ts$'], 'worker/ wires.'),
    {
      name: 'settings-from-main',
      severity: 'error',
      comment: 'Settings are read once and handed down.',
      from: { pathNot: '^(web|worker)/(main|render)[.]ts$|^scripts/|^test/|[.]test[.]ts$' },
      to: { path: '^env[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'no-import-of-tests',
      severity: 'error',
      from: { pathNot: `^test/|^scripts/(bench|chaos)|${notTests}` },
      to: { path: `^test/|${notTests}` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    exclude: { path: '^[.]data/' },
  },
}
