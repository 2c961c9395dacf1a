using Mono.Cecil;

namespace DurableSagas.FunctionsApi.Tests.References;

internal static class Compiled
{
    /// <summary>An assembly with one field, of a type in another assembly.</summary>
    public static ModuleDefinition ReferringTo(string assembly, string space, string type)
    {
        using var app = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("App", new Version(1, 0)), "App.dll", ModuleKind.Dll);
        var module = app.MainModule;
        AssemblyNameReference scope = new(assembly, new Version(1, 0));
        module.AssemblyReferences.Add(scope);
        TypeDefinition holder = new("App", "Holder", TypeAttributes.Class, module.TypeSystem.Object);
        holder.Fields.Add(new FieldDefinition("held", FieldAttributes.Private, new TypeReference(space, type, module, scope)));
        module.Types.Add(holder);

        MemoryStream compiled = new();
        app.Write(compiled);
        compiled.Position = 0;
        return ModuleDefinition.ReadModule(compiled);
    }
}
