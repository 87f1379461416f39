import { Button, Text } from '@fluentui/react-components';
import { AddRegular, BranchForkRegular } from '@fluentui/react-icons';
import { ConditionField } from '../journeys/fields/ConditionField';
import { PathBox } from '../journeys/fields/PathBox';
import { newPath, type Path } from '../journeys/model/tiles';
import type { EditProps, TileKind } from './kind';
import { texts } from './texts';

export const branch: TileKind<'branch'> = {
  name: texts.kinds.branch,
  icon: <BranchForkRegular />,
  describe: ({ paths }) => {
    const conditions = paths.filter((path) => path.role === 'if');
    return conditions.length === 1
      ? (conditions[0]?.condition ?? '') || texts.notChosen
      : texts.paths(conditions.length);
  },
  make: () => ({ data: {}, paths: [newPath('if'), newPath('else')] }),
  Edit,
};

function Edit({ tile, change }: EditProps<'branch'>) {
  const conditions = tile.paths.filter((path) => path.role === 'if');
  const others = tile.paths.filter((path) => path.role !== 'if');
  const put = (paths: Path[], field: string) => change({ ...tile, paths: [...paths, ...others] }, field);
  return (
    <>
      <Text>{texts.pathsHint}</Text>
      {conditions.map((path, index) => (
        <PathBox
          key={path.key}
          number={index + 1}
          {...(conditions.length > 1
            ? {
                onRemove: () =>
                  put(
                    conditions.filter((it) => it !== path),
                    `remove-${path.key}`,
                  ),
              }
            : {})}
        >
          <ConditionField
            value={path.condition}
            onChange={(condition) =>
              put(
                conditions.map((it) => (it === path ? { ...it, condition } : it)),
                `condition-${path.key}`,
              )
            }
          />
        </PathBox>
      ))}
      <Button icon={<AddRegular />} onClick={() => put([...conditions, newPath('if')], `add-${conditions.length}`)}>
        {texts.addPath}
      </Button>
    </>
  );
}
