/** Reasons not to start, each in one sentence a language, with what to do about it. */
export class StartProblem extends Error {
  override name = 'StartProblem'
  readonly zh: string
  readonly en: string
  constructor(zh: string, en: string) {
    super(en)
    this.zh = zh
    this.en = en
  }
}

export const problems = {
  portInUse: (port: number) =>
    new StartProblem(
      `端口 ${port} 已被占用：请关闭占用它的程序，或用 PORT 指定另一个端口。`,
      `Port ${port} is in use: please end the program that uses it, or choose another by PORT.`,
    ),
  noPortFree: (from: number, to: number) =>
    new StartProblem(
      `端口 ${from} 到 ${to} 都被占用：请用 PORT 指定一个空闲端口。`,
      `The ports ${from} to ${to} are all in use: please choose a free one by PORT.`,
    ),
  diskFull: (folder: string, freeMiB: number) =>
    new StartProblem(
      `磁盘将满（${folder} 所在磁盘只剩 ${freeMiB} MiB）：请腾出空间，或用 DATA_DIR 指定别处。`,
      `The disk is nearly full (${freeMiB} MiB left for ${folder}): please make room, or choose another place by DATA_DIR.`,
    ),
  notWritable: (folder: string, why: string) =>
    new StartProblem(
      `数据目录 ${folder} 无法写入（${why}）：请改正其权限，或用 DATA_DIR 指定别处。`,
      `The data folder ${folder} cannot be written (${why}): please mend its permissions, or choose another by DATA_DIR.`,
    ),
  keyLost: (folder: string) =>
    new StartProblem(
      `数据目录 ${folder} 中有数据库，却没有 keys/data.key：请放回备份的密钥，或用 npm run reset 清空。`,
      `The data folder ${folder} holds a database but not keys/data.key: please put the key back from a backup, or empty it by npm run reset.`,
    ),
  dovecotGone: (folder: string) =>
    new StartProblem(
      `数据目录 ${folder} 中的邮箱由 Dovecot 保存，而本机已没有 dovecot 命令：请重新安装 Dovecot，或用 npm run reset 清空。`,
      `The mailboxes in the data folder ${folder} are kept by Dovecot, which is not on this machine any more: please install Dovecot again, or empty the folder by npm run reset.`,
    ),
  noTemporal: (tried: readonly string[]) =>
    new StartProblem(
      `没有找到 Temporal（${tried.join('；')}）。三种办法：① 安装 temporal 命令并放在 PATH 中；② 安装 Go 1.25 或更新版本，由本程序编译；③ 用 TEMPORAL_ADDRESS 指向已有的服务器。`,
      `Temporal was not found (${tried.join('; ')}). Three ways out: (1) install the temporal command on PATH; (2) install Go 1.25 or newer, and it is built once; (3) point TEMPORAL_ADDRESS at a server.`,
    ),
  notReady: (part: { readonly zh: string; readonly en: string }, why: string, log: string) =>
    new StartProblem(
      `${part.zh} 无法启动：${why}。详情见 ${log}。`,
      `The ${part.en} cannot start: ${why}. The details are in ${log}.`,
    ),
  postgresNeedsUser: () =>
    new StartProblem(
      '以 root 运行时，Postgres 需要一个普通用户：请建立用户 postgres，或不以 root 运行。',
      'Run as root, Postgres needs an ordinary user: please create the user postgres, or do not run as root.',
    ),
  noPostgresForMachine: (machine: string) =>
    new StartProblem(
      `没有适用于 ${machine} 的内置 Postgres：请用 DATABASE_URL 指向已有的数据库。`,
      `There is no built-in Postgres for ${machine}: please point DATABASE_URL at a database.`,
    ),
  worldUnreadable: (path: string, why: string) =>
    new StartProblem(
      `示例数据文件 ${path} 读不出来（${why}）：请检查 WORLD 指向的文件。`,
      `The world file ${path} cannot be read (${why}): please check the file that WORLD names.`,
    ),
  preparation: (why: string) =>
    new StartProblem(`数据库准备失败：${why}`, `The database could not be prepared: ${why}`),
} as const

/** What an operating-system error means, in few words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
