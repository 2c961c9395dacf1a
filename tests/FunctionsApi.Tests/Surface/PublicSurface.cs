using System.Reflection;
using DurableSagas.FunctionsApi.Tests.Lists;
using PublicApiGenerator;

namespace DurableSagas.FunctionsApi.Tests.Surface;

/// <summary>What an assembly of ours shows to an app, listed by the same tool as Microsoft's.</summary>
internal static class PublicSurface
{
    public static IReadOnlyList<ApiType> Of(string assemblyName, Func<Type, bool>? filter = null)
    {
        var options = new ApiGeneratorOptions
        {
            DenyNamespacePrefixes = [],
            IncludeAssemblyAttributes = false,
            IncludeTypes = [.. Assembly.Load(assemblyName).GetExportedTypes().Where(filter ?? (_ => true))],
        };
        return options.IncludeTypes.Length == 0
            ? []
            : ApiListParser.Parse(Assembly.Load(assemblyName).GeneratePublicApi(options));
    }
}
