import { makeStyles, Toolbar, ToolbarButton, tokens, Tooltip } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useMay, type Scope } from '../api/session';

const useStyles = makeStyles({
  bar: {
    padding: 0,
    flexWrap: 'wrap',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingBottom: tokens.spacingVerticalS,
    '@media print': { display: 'none' },
  },
});

/** What can be done with what a page shows, or with what is selected on it. */
export function Commands(props: { label: string; children: ReactNode }) {
  return (
    <Toolbar aria-label={props.label} className={useStyles().bar}>
      {props.children}
    </Toolbar>
  );
}

/** One that is shown by its icon; its name, and why it cannot be done now, are told where it is pointed at. */
export function IconCommand(props: {
  name: string;
  icon: ReactElement;
  why?: string | undefined;
  onClick: () => void;
}) {
  const { name, icon, why } = props;
  return (
    <Tooltip content={why === undefined ? name : `${name}: ${why}`} relationship="label">
      <ToolbarButton icon={icon} disabledFocusable={why !== undefined} onClick={props.onClick} />
    </Tooltip>
  );
}

/** One of them, for those who may: `why` says why it cannot be done now. */
export function Command(props: {
  name: string;
  icon?: ReactElement;
  primary?: boolean;
  to?: string;
  onClick?: () => void;
  why?: string | undefined;
  /** What one must be allowed to do; whoever may not does not see it. */
  needs?: Scope;
}) {
  const navigate = useNavigate();
  const mayDo = useMay(props.needs ?? 'read');
  const may = props.needs === undefined || mayDo; // what everybody may is there at once: nothing below it moves later
  const go = () => (props.to === undefined ? props.onClick?.() : void navigate(props.to));
  const button = (
    <ToolbarButton
      icon={props.icon ?? null}
      appearance={props.primary ? 'primary' : 'subtle'}
      disabledFocusable={props.why !== undefined}
      onClick={go}
    >
      {props.name}
    </ToolbarButton>
  );
  if (!may) {
    return null;
  }
  return props.why === undefined ? (
    button
  ) : (
    <Tooltip content={props.why} relationship="description">
      {button}
    </Tooltip>
  );
}
