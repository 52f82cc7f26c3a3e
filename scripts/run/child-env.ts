/** The environment of a part: what it needs to run on this machine, what people set for us, and what we add. */
const ofTheMachine = [
  'PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'XDG_CACHE_HOME', 'NODE_ENV', 'NODE_EXTRA_CA_CERTS',
  'LD_LIBRARY_PATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR',
] as const // prettier-ignore

/** Every setting that env.ts reads. */
const settingNames = [
  'DATA_DIR', 'DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_TLS', 'DATA_KEY', 'HOST', 'PORT',
  'METRICS_PORT', 'BASE_URL', 'IMAP_URL', 'SMTP_URL', 'MAIL_FROM', 'MAIL_PROFILE', 'MAIL_AUTHSERV', 'MAIL_JUNK_SECONDS',
  'MAIL_MOVE_SECONDS', 'BUNDLED_MAIL', 'LOG_LEVEL', 'CLAMD_URL',
] as const // prettier-ignore

type Env = Readonly<Record<string, string | undefined>>

export function machineEnv(env: Env): Record<string, string> {
  return pick(env, ofTheMachine)
}

/** @param added wins over what people set. */
export function partEnv(env: Env, added: Readonly<Record<string, string>>): Record<string, string> {
  return { ...pick(env, [...ofTheMachine, ...settingNames]), ...added }
}

function pick(env: Env, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name]
      return value === undefined || value === '' ? [] : [[name, value] as const]
    }),
  )
}
