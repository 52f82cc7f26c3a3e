/** What people call the parts. */
const words: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  postgres: { zh: '数据库 Postgres', en: 'database' },
  temporal: { zh: '流程引擎 Temporal', en: 'workflow engine' },
  mail: { zh: '邮件服务器', en: 'mail server' },
  prepare: { zh: '数据库准备', en: 'preparing the database' },
  bundle: { zh: '流程打包', en: 'bundling the workflows' },
  worker: { zh: '受理进程 worker', en: 'worker' },
  web: { zh: '网页 web', en: 'web' },
}

export function partWords(name: string): { readonly zh: string; readonly en: string } {
  return words[name] ?? { zh: name, en: name }
}
