/** 密码规则: 12 characters or more, and not one that everybody tries first (spec 60-common). */

export const passwordMinLength = 12
/** Hashing costs time by length; nobody types more. */
export const passwordMaxLength = 256

export type PasswordProblem = 'short' | 'long' | 'common'

/** What lists of leaked passwords show most often among those of 12 characters and more. */
const common: ReadonlySet<string> = new Set([
  '123456789012', '1234567890123', '12345678901234', '123456789123', '123123123123', '112233445566', '987654321098',
  'password1234', 'password12345', 'password123456', 'passwordpassword', 'passw0rd1234', 'p@ssw0rd1234', 'p@ssword1234',
  'administrator', 'administrator1', 'adminadminadmin', 'admin1234567', 'admin12345678', 'admin123456789', 'admin@123456',
  'qwertyuiop12', 'qwertyuiop123', 'qwertyuiopasdf', 'qwertyuiopasdfghjkl', 'qwerty123456', 'qwerty1234567', 'qwertyqwerty',
  '1qaz2wsx3edc', '1q2w3e4r5t6y', '1q2w3e4r5t6y7u', 'qazwsxedcrfv', 'zxcvbnm12345', 'asdfghjkl123', 'abcdefghijkl',
  'abcd12345678', 'abc123456789', 'abc123abc123', 'a12345678901', 'aa1234567890', 'a123456789012', 'iloveyou1234',
  'woaini123456', 'woaini5201314', 'woaini1314520', '5201314520131', '52013145201314', 'letmein12345', 'welcome12345',
  'welcome123456', 'changeme1234', 'changemechangeme', 'hoistway12345', 'hoistway123456', 'test12345678', 'testtesttest',
  'superman1234', 'football1234', 'baseball1234', 'monkey123456', 'dragon123456', 'sunshine1234', 'princess1234',
]) // prettier-ignore

/** One character over and over, or one short piece. */
const repeated = /^(.{1,3})\1+$/u

/** Why it may not be chosen; null: it may. Capitals and small letters of a common one are the same. */
export function passwordProblem(password: string): PasswordProblem | null {
  const characters = [...password].length
  if (characters < passwordMinLength) return 'short'
  if (characters > passwordMaxLength) return 'long'
  const plain = password.normalize('NFKC').toLowerCase()
  return common.has(plain) || repeated.test(plain) ? 'common' : null
}
