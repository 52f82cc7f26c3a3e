/** What the global set-up started once and hands to every test file, through one environment variable. */
export interface Shared {
  /** A folder for this run, emptied at its end. */
  readonly folder: string
  /** Postgres as its owner, without a database: add one by databaseUrl(). */
  readonly postgresUrl: string
  /** A migrated database with the tables of the field, to be cloned. */
  readonly templateDatabase: string
  readonly temporalAddress: string
  /** Where the workflow bundle is, made once: worker/bundle.ts finds it there. */
  readonly bundleFolder: string
  /** 64 hexadecimal digits. */
  readonly dataKey: string
}

const variable = 'HOISTWAY_TEST'

export function handOver(shared: Shared): void {
  process.env[variable] = JSON.stringify(shared)
}

/** @throws Error outside the project `system` of jest.config.mjs. */
export function shared(): Shared {
  const text = process.env[variable]
  if (text === undefined) throw new Error('This test needs the services of test/support/global-setup.ts: put it under test/.') // prettier-ignore
  return JSON.parse(text) as Shared
}

export function databaseUrl(name: string): string {
  return shared().postgresUrl + name
}
