using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Testing.Functions;

/// <summary>The assemblies of an app that may hold functions.</summary>
internal static class AppAssemblies
{
    private static readonly string[] _ofOthers = ["Azure.", "Google.", "Grpc.", "Microsoft.", "Newtonsoft.", "System.", "xunit."];

    /// <summary>The assembly and those that it refers to, as far as they use functions.</summary>
    public static IEnumerable<Assembly> From(Assembly entry)
    {
        var seen = new Dictionary<string, Assembly>(StringComparer.Ordinal);
        Visit(entry, seen);
        return seen.Values.Where(UsesFunctions);
    }

    private static void Visit(Assembly assembly, Dictionary<string, Assembly> seen)
    {
        if (!seen.TryAdd(assembly.FullName!, assembly))
        {
            return;
        }

        foreach (var reference in assembly.GetReferencedAssemblies().Where(name => !_ofOthers.Any(prefix => name.Name!.StartsWith(prefix, StringComparison.Ordinal))))
        {
            if (TryLoad(reference) is { } referenced)
            {
                Visit(referenced, seen);
            }
        }
    }

    // What is not beside the test is not part of the app.
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

    private static bool UsesFunctions(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Any(reference => reference.Name == typeof(FunctionAttribute).Assembly.GetName().Name);
}
