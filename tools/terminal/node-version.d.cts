/** Whether a version of Node is of one of the ranges, as packages write them: `^20.19.0 || >=22.13.0`. */
export function isOf(version: string, ranges: string): boolean;
