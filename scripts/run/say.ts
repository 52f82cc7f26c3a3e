/** What npm start says while it works: one line a step, Chinese first. */
export type Mark = '·' | '✓' | '✗' | '!'
export type Say = (zh: string, en: string, mark?: Mark) => void

export const sayOnConsole: Say = (zh, en, mark = '·') => {
  const line = `${mark} ${zh}  ${en}`
  if (mark === '✗') console.error(line)
  else console.log(line)
}

export const saySilently: Say = () => undefined
