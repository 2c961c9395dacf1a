using Mono.Cecil;

namespace DurableSagas.FunctionsApi.Tests.References;

/// <summary>Opens a compiled assembly of the app that lies beside the tests.</summary>
internal static class AppAssembly
{
    public static ModuleDefinition Open(string name) => Open(name, AppContext.BaseDirectory);

    public static ModuleDefinition Open(string name, string folder)
    {
        var path = Path.Combine(folder, $"{name}.dll");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The app's assembly '{name}' is not in '{folder}'. Does the test project still refer to it?", path);
        }

        return ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = Resolver() });
    }

    public static DefaultAssemblyResolver Resolver()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        return resolver;
    }
}
