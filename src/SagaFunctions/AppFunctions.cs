using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions;

/// <summary>The functions of an app: those of this library, and those of its own assembly.</summary>
/// <param name="Workflows">The assembly with the app's sagas, their orchestrators, activities and services.</param>
internal sealed record AppFunctions(Assembly Workflows)
{
    /// <summary>Where functions, validators and services of the app are looked for.</summary>
    public IEnumerable<Type> Types => new[] { typeof(AppFunctions).Assembly, Workflows }.Distinct().SelectMany(assembly => assembly.GetTypes());

    public IReadOnlyList<MethodInfo> Methods =>
    [
        .. Types
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FunctionAttribute)))
    ];
}
