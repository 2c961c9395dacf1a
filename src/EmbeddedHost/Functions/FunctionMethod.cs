using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Makes the instance, calls the method and awaits what it returns, without reflection once it is warm.</summary>
/// <remarks>Nothing here changes the thread: an orchestrator must go on where the engine resumes it.</remarks>
internal sealed class FunctionMethod(MethodInfo method)
{
    private readonly MethodInvoker _invoker = MethodInvoker.Create(method);
    private readonly Lazy<ObjectFactory?> _factory = new(() => method.IsStatic
        ? null
        : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes));

    private readonly Func<object, Task<object?>> _await = Awaiting(method.ReturnType);

    public bool NeedsInstance => !method.IsStatic;

    public object? CreateInstance(IServiceProvider services) => _factory.Value?.Invoke(services, null);

    public Task<object?> InvokeAsync(object? instance, object?[] arguments) =>
        _invoker.Invoke(instance, arguments.AsSpan()) is { } returned ? _await(returned) : Task.FromResult<object?>(null);

    private static Func<object, Task<object?>> Awaiting(Type returnType)
    {
        if (returnType == typeof(Task))
        {
            return returned => WithoutResultAsync((Task)returned);
        }

        if (returnType == typeof(ValueTask))
        {
            return returned => WithoutResultAsync(((ValueTask)returned).AsTask());
        }

        var definition = returnType.IsGenericType ? returnType.GetGenericTypeDefinition() : null;
        var name = definition == typeof(Task<>) ? nameof(ResultOfTaskAsync)
            : definition == typeof(ValueTask<>) ? nameof(ResultOfValueTaskAsync)
            : null;
        return name is null
            ? Task.FromResult<object?>
            : typeof(FunctionMethod).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(returnType.GetGenericArguments())
                .CreateDelegate<Func<object, Task<object?>>>();
    }

    private static async Task<object?> WithoutResultAsync(Task task)
    {
        await task;
        return null;
    }

    private static async Task<object?> ResultOfTaskAsync<T>(object task) => await (Task<T>)task;

    private static async Task<object?> ResultOfValueTaskAsync<T>(object task) => await (ValueTask<T>)task;
}
