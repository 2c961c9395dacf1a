using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Finds the methods marked as functions and says what is wrong with them, all at once.</summary>
internal static class FunctionDiscovery
{
    public static IReadOnlyList<AppFunction> Find(FunctionSource source)
    {
        var faults = new List<string>();
        var functions = new Dictionary<string, AppFunction>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in source.Methods)
        {
            var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
            var found = FaultsOf(name, method).ToList();
            faults.AddRange(found);
            if (found.Count > 0)
            {
                continue;
            }

            var function = new AppFunction(name, method, Triggers(method).Single());
            if (!functions.TryAdd(name, function))
            {
                faults.Add(
                    $"Two functions are named '{name}': '{functions[name].EntryPoint}' and '{function.EntryPoint}'. Give one another name.");
            }
        }

        return faults.Count > 0
            ? throw new FunctionCatalogException(faults)
            : [.. functions.Values.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> FaultsOf(string name, MethodInfo method)
    {
        var where = $"Function '{name}' ({method.DeclaringType!.FullName}.{method.Name})";
        if (string.IsNullOrWhiteSpace(name))
        {
            yield return $"{where} has no name. Write [Function(nameof({method.DeclaringType.Name}))].";
        }

        if (!method.IsPublic)
        {
            yield return $"{where} is not public; the real host would not find it. Make the method public.";
        }

        if (method.ContainsGenericParameters || (method.DeclaringType.IsAbstract && !method.IsStatic))
        {
            yield return $"{where} cannot be called: its class is abstract, or it is generic. Use a concrete class and method.";
        }

        var triggers = Triggers(method).ToList();
        if (triggers.Count != 1)
        {
            yield return $"{where} has {triggers.Count} parameters with a trigger attribute, expected one.";
        }

        foreach (var fault in triggers.Concat(Clients(method)).Select(WrongType).OfType<string>())
        {
            yield return $"{where}: {fault}";
        }
    }

    private static IEnumerable<ParameterInfo> Triggers(MethodInfo method) =>
        method.GetParameters().Where(parameter => parameter.IsDefined(typeof(TriggerBindingAttribute)));

    private static IEnumerable<ParameterInfo> Clients(MethodInfo method) =>
        method.GetParameters().Where(parameter => parameter.IsDefined(typeof(DurableClientAttribute)));

    private static string? WrongType(ParameterInfo parameter)
    {
        var expected = parameter.GetCustomAttribute<BindingAttribute>() switch
        {
            OrchestrationTriggerAttribute => typeof(TaskOrchestrationContext),
            DurableClientAttribute => typeof(DurableTaskClient),
            _ => null,
        };
        return expected is null || parameter.ParameterType == expected
            ? null
            : $"parameter '{parameter.Name}' is a '{parameter.ParameterType.Name}', expected '{expected.Name}'.";
    }
}
