/** 批量导入 /persons/import — a workbook is checked row by row first; good rows are entered when the enterprise says so. */
import { createHash } from 'node:crypto'
import {
  readImport,
  readImportRows,
  readImportRowsAt,
  readImports,
  type ImportStanding,
} from '../../db/read/person-imports.ts'
import { beginTaking, keepImport } from '../../db/write/web/person-imports.ts'
import type { Words } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { namingThePerson } from '../../domain/person/import-repeats.ts'
import { importProblemWords, importRowsMax, readImportTable } from '../../domain/person/import-sheet.ts'
import { whichWorkbook } from '../../domain/person/which-workbook.ts'
import { writePersonImport } from '../../io/excel/person-import.ts'
import type { WebDeps } from '../deps.ts'
import { paths, patterns } from '../paths.ts'
import { ownEnterprise } from '../persons/own-enterprise.ts'
import { idParam, route, type Found, type Route } from '../policy-router.ts'
import { errorJson, page, seeOther, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { judgeRows } from './judge-rows.ts'
import { importsTitle, presentImport, presentImports, type BadRow } from './presenter.ts'
import type { Taker } from './take-rows.ts'

type Deps = Pick<WebDeps, 'db' | 'vault' | 'sandbox'>

/** 500 rows take a hundredth of it. */
const workbookMaxBytes = 10 * 1024 * 1024
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const noFileWords: Words = { zh: '请选择填好的导入表。', en: 'Please choose the workbook.' }

export function personImportRoutes(deps: Deps, taker: Taker): Route[] {
  const { db, vault, sandbox } = deps
  const own = ownEnterprise(deps, 'person.importPeople')
  const theirs = {
    kind: 'may' as const,
    action: 'person.importPeople' as const,
    async find({ params }: { params: { id: number } }): Promise<Found<ImportStanding> | null> {
      const found = await readImport(db, params.id)
      if (found === undefined) return null
      return { resource: { kind: 'enterprise', enterpriseId: found.enterpriseId, regionCode: '' }, record: found }
    },
  }

  const showAll = async (visit: Visit, enterpriseId: number, error: Words | null): Promise<Reply> => {
    const imports = await readImports(db, enterpriseId)
    const { language } = visit
    const json = error === null ? { imports } : errorJson('badInput', error, language)
    return page('persons-import/imports', say(language, importsTitle), presentImports(imports, error, language), json, error === null ? 200 : 400) // prettier-ignore
  }

  const cellsOf = (cipher: string) => JSON.parse(vault.open(cipher)) as Record<string, string>
  const readBad = async (importId: number): Promise<BadRow[]> =>
    (await readImportRows(db, importId, 'bad', importRowsMax)).map(({ n, cellsCipher, errors }) => ({
      n,
      cells: cellsOf(cellsCipher),
      errors,
    }))

  return [
    route({
      method: 'get',
      path: patterns.personImports,
      summary: { zh: '批量导入', en: 'Imports of people' },
      policy: own,
      handle: (visit, _input, enterprise) => showAll(visit, enterprise.id, null),
    }),
    route({
      method: 'get',
      path: patterns.personImportTemplate,
      summary: { zh: '导入表模板', en: 'The blank workbook' },
      policy: own,
      handle: async (): Promise<Reply> => ({ kind: 'bytes', bytes: await writePersonImport(), type: workbookType, downloadAs: '从业人员导入表.xlsx' }), // prettier-ignore
    }),
    route({
      method: 'post',
      path: patterns.personImports,
      summary: {
        zh: '上传并检查导入表',
        en: 'Upload a workbook in the field file; its rows are checked, nothing is entered',
      },
      files: { maxBytes: workbookMaxBytes, maxFiles: 1 },
      policy: own,
      handle: async (visit, { files }, enterprise) => {
        const [file] = files
        if (file === undefined) return showAll(visit, enterprise.id, noFileWords)
        if (file.tooLarge) return showAll(visit, enterprise.id, importProblemWords.tooLarge)
        const answer = await sandbox.readWorkbook(file.bytes)
        const reading = answer.kind === 'read' ? answer.value.reading : null
        if (answer.kind !== 'read') return showAll(visit, enterprise.id, importProblemWords[answer.kind === 'crashed' ? 'damaged' : 'tooLarge']) // prettier-ignore
        if (reading === null) return showAll(visit, enterprise.id, importProblemWords.notATable)
        if ('problem' in reading) return showAll(visit, enterprise.id, importProblemWords[reading.problem])
        if (whichWorkbook(reading.cells) === 'requestForm') return showAll(visit, enterprise.id, importProblemWords.requestForm) // prettier-ignore
        const table = readImportTable(reading.cells, reading.sheetRows)
        if (!table.ok) return showAll(visit, enterprise.id, importProblemWords[table.problem])
        const rows = await judgeRows(deps, enterprise.id, table.rows, dayOf(visit.now))
        const id = await keepImport(db, vault, {
          enterpriseId: enterprise.id,
          accountId: signedInOf(visit).actor.accountId,
          fileSha: createHash('sha256').update(file.bytes).digest('hex'),
          rows,
        })
        return seeOther(paths.personImport(id), { importId: id })
      },
    }),
    route({
      method: 'get',
      path: patterns.personImport,
      summary: { zh: '一次导入', en: 'One import: figures, and the rows to correct with their sentences' },
      params: idParam,
      policy: theirs,
      handle: async (visit, { params }, found) => {
        const bad = await readBad(params.id)
        const { language } = visit
        const json = {
          ...found,
          rowsToCorrect: bad.map(({ n, errors }) => ({ n, errors: errors.map(({ path, message }) => ({ path, sentence: say(language, message) })) })), // prettier-ignore
        }
        return page('persons-import/import', say(language, importsTitle), presentImport(found, bad, language), json)
      },
    }),
    route({
      method: 'post',
      path: patterns.personImportTake,
      summary: { zh: '导入合格的行', en: 'Enter the good rows; goes on in the background' },
      params: idParam,
      policy: theirs,
      handle: async (_visit, { params }) => {
        await beginTaking(db, params.id)
        taker.kick(params.id)
        return seeOther(paths.personImport(params.id), { importId: params.id })
      },
    }),
    route({
      method: 'get',
      path: patterns.personImportErrors,
      summary: { zh: '需更正的行', en: 'The rows to correct as a workbook, with what is wrong in each' },
      params: idParam,
      policy: theirs,
      handle: async (visit, { params }): Promise<Reply> => {
        const bad = await readBad(params.id)
        const repeated = bad.flatMap(({ errors }) => errors.flatMap(({ sameAs }) => sameAs ?? []))
        const others = await readImportRowsAt(db, params.id, repeated)
        const names = new Map(others.map(({ n, cellsCipher }) => [n, cellsOf(cellsCipher)['name'] ?? '']))
        const nameOf = (n: number) => names.get(n) ?? ''
        const rows = bad.map(({ cells, errors }) => ({
          cells,
          problems: errors.map((error) => say(visit.language, namingThePerson(error, nameOf))),
        }))
        return {
          kind: 'bytes',
          bytes: await writePersonImport(rows),
          type: workbookType,
          downloadAs: '需更正的人员.xlsx',
        }
      },
    }),
  ]
}
