/** All our resources in an account have this name. */
export const PROJECT = 'warm-transfer';
