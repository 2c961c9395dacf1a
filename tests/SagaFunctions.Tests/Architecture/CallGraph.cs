using Mono.Cecil;

namespace DurableSagas.SagaFunctions.Tests.Architecture;

/// <summary>Who may call whom in the app's assemblies: through interfaces every implementation, through delegates and state machines their bodies.</summary>
internal sealed class CallGraph
{
    private static readonly string[] _assemblies = ["DurableSagas.Functions", "DurableSagas.SagaFunctions", "DurableSagas.Participants", "DurableSagas.Projections", "DurableSagas.Sagas"];

    private readonly List<TypeDefinition> _types;
    private readonly ILookup<string, MethodDefinition> _implementations;

    public CallGraph()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        _types = [.. _assemblies.SelectMany(name => ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), new ReaderParameters { AssemblyResolver = resolver }).GetTypes())];
        _implementations = _types.SelectMany(Implementations).ToLookup(pair => pair.Declared, pair => pair.Method);
    }

    /// <summary>The functions with an HTTP trigger, with its verbs.</summary>
    public IEnumerable<(string Name, MethodDefinition Method, IReadOnlyList<string> Verbs)> HttpFunctions =>
        from type in _types
        from method in type.Methods
        from parameter in method.Parameters
        from trigger in parameter.CustomAttributes
        where trigger.AttributeType.Name == "HttpTriggerAttribute"
        let function = method.CustomAttributes.Single(attribute => attribute.AttributeType.Name == "FunctionAttribute")
        select ((string)function.ConstructorArguments[0].Value, method, (IReadOnlyList<string>)[.. ((CustomAttributeArgument[])trigger.ConstructorArguments[^1].Value).Select(verb => (string)verb.Value)]);

    /// <summary>Every method outside the app that can come to be called from here, and generic ones of the app with their arguments.</summary>
    public IReadOnlyList<MethodReference> Reach(MethodDefinition root)
    {
        HashSet<MethodDefinition> seen = [root];
        Queue<MethodDefinition> open = new(seen);
        List<MethodReference> calls = [];
        while (open.TryDequeue(out var method))
        {
            foreach (var called in Calls(method))
            {
                calls.Add(called);
                foreach (var next in Targets(called).Where(seen.Add))
                {
                    open.Enqueue(next);
                }
            }

            foreach (var part in StateMachine(method).Where(seen.Add))
            {
                open.Enqueue(part);
            }
        }

        return calls;
    }

    private static IEnumerable<MethodReference> Calls(MethodDefinition method) =>
        method.HasBody ? method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>() : [];

    private IEnumerable<MethodDefinition> Targets(MethodReference called)
    {
        if (called.DeclaringType.Resolve() is not { } type || !_assemblies.Contains(type.Module.Assembly.Name.Name) || called.Resolve() is not { } target)
        {
            return [];
        }

        return [target, .. _implementations[Key(target)]];
    }

    private static IEnumerable<MethodDefinition> StateMachine(MethodDefinition method) => method.CustomAttributes
        .Where(attribute => attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))
        .SelectMany(attribute => ((TypeReference)attribute.ConstructorArguments[0].Value).Resolve().Methods);

    private static IEnumerable<(string Declared, MethodDefinition Method)> Implementations(TypeDefinition type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType?.Resolve())
        {
            foreach (var declaring in ancestor.Interfaces.Select(face => face.InterfaceType.Resolve()).Append(ancestor.BaseType?.Resolve()).OfType<TypeDefinition>())
            {
                foreach (var declared in declaring.Methods.Where(method => method.IsVirtual))
                {
                    foreach (var method in type.Methods.Where(method => method.Parameters.Count == declared.Parameters.Count && (method.Name == declared.Name || method.Name.EndsWith($".{declared.Name}", StringComparison.Ordinal))))
                    {
                        yield return (Key(declared), method);
                    }
                }
            }
        }
    }

    private static string Key(MethodDefinition method) => method.FullName;
}
