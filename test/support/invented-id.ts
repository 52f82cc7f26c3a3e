/** ID numbers of people who do not exist: right by their form, from a county code that belongs to no county of the world file. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const marks = '10X98765432'

/** @param n from 0; another number for each. */
export function inventedId(n: number): string {
  const year = 1960 + (n % 40)
  const day = String(1 + (Math.floor(n / 40) % 28)).padStart(2, '0')
  const order = String(Math.floor(n / 1120) % 1000).padStart(3, '0')
  const seventeen = `119999${year}07${day}${order}`
  const sum = [...seventeen].reduce((total, digit, at) => total + Number(digit) * (weights[at] ?? 0), 0)
  return seventeen + (marks[sum % 11] ?? '')
}
