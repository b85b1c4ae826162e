// Who may file what: staff all that the catalogue leaves to everybody, and those it names the rest.
import { processes, type Process, type ProcessName } from '../rules/index.ts';
import { isAdministrator, type SignedIn } from './signed-in.ts';

export function mayFile(person: SignedIn, process: ProcessName): boolean {
  const { filedBy }: Process = processes[process];
  return filedBy === undefined || isAdministrator(person);
}
