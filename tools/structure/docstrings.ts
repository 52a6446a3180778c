/** A docstring that is missing, or that names a parameter which is not there. */
export interface DocstringFault {
  readonly file: string;
  readonly fault: string;
}

/** A declaration at the left margin, with the docstring before it, if any. The rest of it follows. */
const EXPORTED =
  /(\/\*\*(?:(?!\*\/)[^])*\*\/\n)?^export (?:async |abstract )*(?:function\*?|class|interface|const|type) (\w+)/gm;

/** Any docstring with what it stands before. */
const DOCUMENTED = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*([^]*?)(?=\n\s*\n|\n\s*\/\*\*|$)/g;

/** Finds exported names without a docstring, and docstrings that name parameters which are not there. */
export function docstringFaults(file: string, source: string): readonly DocstringFault[] {
  return [...undocumented(source), ...strayParameters(source)].map((fault) => ({ file, fault }));
}

function undocumented(source: string): readonly string[] {
  return [...source.matchAll(EXPORTED)]
    .filter(([, docstring]) => docstring === undefined)
    .map(([, , name]) => `${name} has no docstring`);
}

function strayParameters(source: string): readonly string[] {
  return [...source.matchAll(DOCUMENTED)].flatMap(([, docstring = '', declaration = '']) => {
    const named = [...docstring.matchAll(/@param (\w+)/g)].map(([, name = '']) => name);
    return named
      .filter((name) => !new RegExp(`\\b${name}\\b`, 'i').test(declaration))
      .map((name) => `@param ${name} is not a parameter`);
  });
}
