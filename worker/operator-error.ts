/** Something only the operator can mend: its message is the sentence that says what to do, and nothing is tried again. */
export class OperatorError extends Error {
  override name = 'OperatorError'
}
