/** 取下一份: the one change of a case that a page writes itself, under the queue's lock (docs/decisions). */
export { renewClaim, takeNext, type Taken } from '../review/claims.ts'
