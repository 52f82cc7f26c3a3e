/**
 * Search over 200,000 people and 100,000 mails: two characters, pinyin and initials as the page asks them, each beside the
 * bare look-up of the same term in the index, interleaved. `--people=` and `--mails=` make it smaller.
 */
import { sql } from 'kysely'
import { openDb, type Db } from '../../db/db.ts'
import { findMails, findPersons, readSearch, type SearchScope } from '../../db/read/search.ts'
import { searchKey } from '../../domain/search/key.ts'
import { searchTerms } from '../../domain/search/terms.ts'
import { startEstate } from '../../test/support/estate.ts'
import { numberOf } from './arguments.ts'
import type { Figure, Job } from './run-job.ts'
import { percentile } from './statistics.ts'

const queries = 200

const job: Job = {
  about: 'search over 200,000 people and 100,000 mails beside the bare index: --people=200000 --mails=100000',
  async run(say, args) {
    const estate = await startEstate()
    const open = openDb(estate.endpoints.postgres, 4)
    try {
      const began = performance.now()
      const mailbox = await open.db.selectFrom('mailbox').select(['id', 'authority_id']).executeTakeFirstOrThrow()
      const size = { people: numberOf(args, 'people', 200_000), mails: numberOf(args, 'mails', 100_000) }
      await fill(estate.endpoints.postgres, mailbox, size)
      say({ name: 'filled', value: (performance.now() - began) / 1000, unit: 's', ...size })
      const scope = { enterpriseId: null, regionCode: '450000', unowned: true, authorityId: mailbox.authority_id }
      await measure(open.db, scope, say)
    } finally {
      await open.close()
      await estate.stop()
    }
  },
}
export default job

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万覃武钱戴严莫孔向常单仇'
const given =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力玲梅斌宇浩凯鹏飞鑫波燕宁志新春海林峰荣俊亮东生'
const subjects = [
  '人员解禁申请',
  '关于人员绑定的申请',
  '塔吊司机解禁',
  '施工升降机司机',
  '信号司索工资料更新',
  '安拆人员解禁表',
  '回复：进度',
  '社保证明补充材料',
]

/** As the owner, in pieces; the index is written by its own triggers, as in daily work. */
async function fill(
  url: string,
  mailbox: { id: number; authority_id: string },
  { people, mails }: { people: number; mails: number },
): Promise<void> {
  const owner = openDb(url, 1, null)
  try {
    await owner.db.connection().execute(async (db) => {
      await sql`set statement_timeout = 0`.execute(db)
      await sql`set synchronous_commit = off`.execute(db)
      await sql`insert into person (id_cipher, id_key, id_last4, name, name_key, sex, birth_date, phone_cipher, phone_last4,
          enterprise_id, post_type, post, trade, status)
        select '', 'bench-' || n, lpad((n % 10000)::text, 4, '0'), name, name, 'male', '1990-01-01', '', '',
          (select id from enterprise order by id offset n % 20 limit 1), '操作人员', '塔吊司机', '塔吊司机', 'disabled'
        from (select n, substr(${surnames}, 1 + (n * 7919 % 1000)::int % ${surnames.length}, 1)
            || substr(${given}, 1 + (n * 104729 % 1000)::int % ${given.length}, 1)
            || case when n % 4 = 0 then '' else substr(${given}, 1 + (n * 1299709 % 1000)::int % ${given.length}, 1) end as name
          from generate_series(1::bigint, ${people}::bigint) as n) as made`.execute(db)
      await sql`insert into mail (mailbox_id, authority_id, fingerprint, received_at, arrival, time_source, raw_sha, size, state,
          subject, from_address, from_name, class)
        select ${mailbox.id}, ${mailbox.authority_id}, 'bench-' || n, now() - n * interval '1 minute', n, 'internalDate', 'bench', 1,
          'note', (${subjects}::text[])[1 + n::int % ${subjects.length}] || ' ' || substr(${given}, 1 + (n * 7919 % 1000)::int % ${given.length}, 1)
            || substr(${given}, 1 + (n * 104729 % 1000)::int % ${given.length}, 1) || '第' || n || '批',
          'office@b' || n % 5000 || '.test', substr(${surnames}, 1 + n::int % ${surnames.length}, 1) || '经办', 'human'
        from generate_series(1::bigint, ${mails}::bigint) as n`.execute(db)
      for (const table of ['person', 'mail', 'search_person', 'search_mail', 'search_enterprise']) await sql`vacuum analyze ${sql.table(table)}`.execute(db) // prettier-ignore
    })
  } finally {
    await owner.close()
  }
}

type Say = (figure: Figure) => void

async function measure(db: Db, scope: SearchScope, say: Say): Promise<void> {
  const asked = {
    /** Names as people type them: 单伟, 王芳. */
    twoCharacters: Array.from({ length: queries }, (_, n) => (surnames[(n * 31) % surnames.length] ?? '') + (given[(n * 17) % given.length] ?? '')), // prettier-ignore
    pinyin: Array.from(
      { length: queries },
      (_, n) => ['wangwei', 'zhangjing', 'shanli', 'zengguo', 'lvming'][n % 5] ?? '',
    ),
    initials: Array.from({ length: queries }, (_, n) => ['ww', 'zjl', 'lm', 'wxf', 'zq'][n % 5] ?? ''),
    lastFour: Array.from({ length: queries }, (_, n) => String((n * 41) % 10_000).padStart(4, '0')),
    /** In the subject of nearly every mail. */
    commonWord: Array.from({ length: queries }, (_, n) => ['解禁', '申请', '人员', '司机'][n % 4] ?? ''),
  }
  for (const [name, texts] of Object.entries(asked)) {
    const times = { bare: [] as number[], people: [] as number[], mails: [] as number[], page: [] as number[] }
    for (const text of texts) {
      times.bare.push(await timed(() => bareIndex(db, text)))
      times.people.push(await timed(() => findPersons(db, scope, text)))
      times.mails.push(await timed(() => findMails(db, scope, text)))
      times.page.push(await timed(() => readSearch(db, scope, text)))
    }
    for (const [part, list] of Object.entries(times)) {
      say({ name: `${name}/${part}`, value: percentile(list, 95), unit: 'ms', percentile: 95, p50: percentile(list, 50), queries: list.length }) // prettier-ignore
    }
    say({ name: `${name}/peopleToBare`, value: percentile(times.people, 95) / percentile(times.bare, 95), unit: 'ratio of p95' }) // prettier-ignore
  }
}

/** The least that a search costs: the term's ids out of the index, as many as the page shows. */
async function bareIndex(db: Db, text: string): Promise<void> {
  const terms = searchTerms(searchKey(text))?.all ?? []
  await sql`select subject_id from search_person where terms @> ${terms}::text[] limit 9`.execute(db)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
