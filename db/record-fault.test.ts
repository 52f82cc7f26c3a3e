import { expect, test } from '@jest/globals'
import pg from 'pg'
import { isRecordFault } from './record-fault.ts'

const database = (code: string) => Object.assign(new pg.DatabaseError('no', 2, 'error'), { code })

test.each([
  ['the connection broke', '08006'],
  ['the disk is full', '53100'],
  ['the server goes down', '57P01'],
  ['the server starts', '57P03'],
  ['the disk cannot be read', '58030'],
  ['two waited for each other', '40P01'],
  ['the lock was not had in time', '55P03'],
])('%s: a fault of the record, which passes', (_name, code) => {
  expect(isRecordFault(database(code))).toBe(true)
})

test.each([
  ['a value does not fit', '22001'],
  ['the same key twice', '23505'],
  // It would keep all the others waiting for ever.
  ['this one statement takes too long', '57014'],
])('%s: a fault of what was written', (_name, code) => {
  expect(isRecordFault(database(code))).toBe(false)
})

test('a way to the server that is closed is a fault of the record, any other error is not', () => {
  expect(isRecordFault(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))).toBe(true)
  expect(isRecordFault(new Error('Connection terminated unexpectedly'))).toBe(true)
  expect(isRecordFault(new Error('A row that passed has no place.'))).toBe(false)
})
