using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>The types in which functions are looked for.</summary>
internal sealed record FunctionSource(IReadOnlyList<Type> Types)
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] _frameworkPrefixes =
        ["Azure.", "Microsoft.", "Newtonsoft.", "System.", "SQLitePCLRaw.", "mscorlib", "netstandard", "System", "DurableSagas.EmbeddedHost", "DurableSagas.FunctionsApi"];

    public IEnumerable<MethodInfo> Methods => Types
        .SelectMany(type => type.GetMethods(Declared))
        .Where(method => method.IsDefined(typeof(FunctionAttribute)));

    public static FunctionSource Of(params Type[] types) => new(types);

    /// <summary>An app's own assembly and those it refers to, as far as they use functions.</summary>
    public static FunctionSource Of(Assembly entry)
    {
        var seen = new Dictionary<string, Assembly>();
        Visit(entry, seen);
        return new([.. seen.Values.Where(UsesFunctions).SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass)]);
    }

    private static void Visit(Assembly assembly, Dictionary<string, Assembly> seen)
    {
        if (!seen.TryAdd(assembly.FullName!, assembly))
        {
            return;
        }

        foreach (var reference in assembly.GetReferencedAssemblies().Where(IsOfApp))
        {
            if (TryLoad(reference) is { } referenced)
            {
                Visit(referenced, seen);
            }
        }
    }

    // What is not shipped with the app is not part of it.
    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static bool IsOfApp(AssemblyName name) => !_frameworkPrefixes.Any(prefix =>
        prefix.EndsWith('.') ? name.Name!.StartsWith(prefix, StringComparison.Ordinal) : name.Name == prefix);

    private static bool UsesFunctions(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Any(reference => reference.Name == typeof(FunctionAttribute).Assembly.GetName().Name);
}
