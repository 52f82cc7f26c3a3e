/**
 * `npm run verify-order -- FILE [--head=HASH] [--english]`: verifies a file of the queue's order, as offered on /fairness.
 * Needs nothing but the file. Exit code 0: all is well; 1: something is wrong; 2: the file could not be read.
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { verifyOrder } from './verify-order/verify.ts'

async function main(args: readonly string[]): Promise<number> {
  const english = args.includes('--english')
  const heads = args.filter((arg) => arg.startsWith('--head=')).map((arg) => arg.slice('--head='.length).trim())
  const [file, ...more] = args.filter((arg) => !arg.startsWith('--'))
  if (file === undefined || more.length > 0) {
    console.error('用法 / Usage: npm run verify-order -- FILE [--head=HASH] [--english]')
    return 2
  }
  const result = await verifyFile(file, heads)
  if ('unread' in result) {
    console.error(english ? `${result.unread.en}: ${file}` : `${result.unread.zh}：${file}`)
    return 2
  }
  const { findings, events, claims, waiting, head, first, last } = result
  for (const { line, says } of findings) console.log(english ? `Line ${line}: ${says.en}` : `第 ${line} 行：${says.zh}`)
  if (findings.length > 0) {
    console.log(english ? `The file does not hold.` : '核验不通过。')
    return 1
  }
  console.log(
    english
      ? `The file holds: ${events} events from ${first} to ${last}, ${claims} claims, each of the first in the queue; ${waiting} wait.\nLast hash: ${head}`
      : `核验通过：${first} 至 ${last} 共 ${events} 条，领取 ${claims} 次，每次取的都是当时排在最前的一份；现有 ${waiting} 份排队。\n最后校验值：${head}`,
  )
  return 0
}

async function verifyFile(file: string, heads: readonly string[]) {
  const stream = createReadStream(file, 'utf8')
  // Said by the stream alone: whoever reads its lines would wait for ever.
  const failed = new Promise<never>((_resolve, reject) => stream.once('error', reject))
  try {
    return await Promise.race([verifyOrder(createInterface({ input: stream, crlfDelay: Infinity }), heads), failed])
  } catch (error) {
    if (!isFromSystem(error)) throw error
    const missing = error.code === 'ENOENT'
    return {
      unread: missing
        ? { zh: '找不到文件', en: 'There is no such file' }
        : { zh: '文件无法读取', en: 'The file cannot be read' },
    }
  }
}

/** A folder, say, or a file that may not be read. */
const isFromSystem = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error

process.exit(await main(process.argv.slice(2)))
