using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions;

/// <summary>The functions of an app: those of this library, and those of its own assembly.</summary>
/// <param name="Workflows">The assembly with the app's sagas, their orchestrators, activities and services.</param>
internal sealed record AppFunctions(Assembly Workflows)
{
    public IReadOnlyList<MethodInfo> Methods { get; } =
        [.. TypesIn(Workflows).SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FunctionAttribute)))];

    /// <summary>Among them validators and services are looked for.</summary>
    public IEnumerable<Type> Types => TypesIn(Workflows);

    private static IEnumerable<Type> TypesIn(Assembly workflows) =>
        new[] { typeof(AppFunctions).Assembly, workflows }.Distinct().SelectMany(assembly => assembly.GetTypes());
}
