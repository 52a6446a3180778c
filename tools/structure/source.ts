import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync, type ModuleItem } from '@swc/core';

/** The top-level names of one file, and the files that it imports. */
export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly declares: readonly string[];
  /** Paths from the root; packages are left out. */
  readonly imports: readonly string[];
}

/**
 * Reads every TypeScript file under some folders.
 * @param root the repository's folder
 */
export function sourceFiles(root: string, folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => posix.join(folder, file.replaceAll('\\', '/')))
      .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
      .toSorted()
      .map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8'))),
  );
}

/** Reads one file's text. */
export function sourceFile(path: string, text: string): SourceFile {
  const { body } = parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x') });
  const imports = body.flatMap(importedBy).filter((module) => module.startsWith('.'));
  return {
    path,
    declares: body.flatMap(namesOf),
    imports: imports.map((module) => posix.join(posix.dirname(path), module)),
  };
}

function importedBy(item: ModuleItem): readonly string[] {
  switch (item.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return [item.source.value];
    case 'ExportNamedDeclaration':
      return item.source ? [item.source.value] : [];
    default:
      return [];
  }
}

function namesOf(item: ModuleItem): readonly string[] {
  switch (item.type) {
    case 'ExportDeclaration':
      return namesOf(item.declaration);
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return [item.identifier.value];
    case 'TsInterfaceDeclaration':
    case 'TsTypeAliasDeclaration':
    case 'TsEnumDeclaration':
      return [item.id.value];
    case 'VariableDeclaration':
      return item.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.value] : []));
    default:
      return [];
  }
}
