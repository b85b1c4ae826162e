// The part of logic-solver that is used: its MiniSat, fed with clauses of numbered literals.
declare module 'logic-solver/minisat_wrapper.js' {
  export default class MiniSat {
    readonly _C: { _getSolution(): number; readonly HEAP8: Int8Array };
    /** Every clause added, kept for debugging. */
    _clauses: number[][];
    ensureVar(variable: number): void;
    /** False where the clauses can no longer all hold. */
    addClause(literals: readonly number[]): boolean;
    solveAssuming(variable: number): boolean;
    retireVar(variable: number): void;
  }
}
