// What each key does, and the switch that turns single keys off.
import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useWords } from '../../i18n/words.ts';
import { switchKeys, useKeys, useKeysOn } from './keys.ts';

const keys = ['j', 'k', 'Enter', 'a', 'r', 'd', 'c', '?'] as const;

export function KeyHelp() {
  const { say } = useWords();
  const isOn = useKeysOn();
  const dialog = useRef<HTMLDialogElement>(null);
  const show = () => dialog.current?.showModal();
  useKeys({ '?': show });
  return (
    <>
      <Button variant="default" className="key-help" onClick={show}>
        {say('keys.title')}
      </Button>
      <dialog ref={dialog} className="dialog" aria-labelledby="keys-title">
        <h2 id="keys-title">{say('keys.title')}</h2>
        <table>
          <thead className="hidden">
            <tr>
              <th scope="col">{say('keys.key')}</th>
              <th scope="col">{say('keys.does')}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key}>
                <th scope="row">
                  <kbd>{key}</kbd>
                </th>
                <td>{say(`keys.${key}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <label className="choice">
          <input type="checkbox" checked={isOn} onChange={(event) => switchKeys(event.currentTarget.checked)} />
          {say('keys.on')}
        </label>
        <form method="dialog">
          <Button type="submit">{say('close-dialog')}</Button>
        </form>
      </dialog>
    </>
  );
}
