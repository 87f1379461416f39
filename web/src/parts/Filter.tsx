import { Select } from '@fluentui/react-components';
import { texts } from '../texts';
import type { ListState } from './listState';

/** Narrows a list to what has one of some values. */
export function Filter(props: { name: string; label: string; choices: Record<string, string>; state: ListState }) {
  return (
    <Select
      aria-label={props.label}
      value={props.state.filter(props.name) ?? ''}
      onChange={(_, { value }) => props.state.filterBy(props.name, value)}
    >
      <option value="">
        {props.label}: {texts.all}
      </option>
      {Object.entries(props.choices).map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </Select>
  );
}
