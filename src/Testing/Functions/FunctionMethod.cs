using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Testing.Functions;

/// <summary>A function's method, and how it is called.</summary>
internal sealed class FunctionMethod
{
    private readonly MethodInvoker _invoker;
    private readonly ObjectFactory? _factory;
    private readonly PropertyInfo? _result;

    public FunctionMethod(string name, MethodInfo method)
    {
        (Name, Method, Parameters) = (name, method, [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter))]);
        _invoker = MethodInvoker.Create(method);
        _factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        _result = IsOf(typeof(Task<>)) ? method.ReturnType.GetProperty(nameof(Task<object>.Result)) : null;
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public IReadOnlyList<FunctionParameter> Parameters { get; }

    /// <summary>Begins on the caller's thread; what it returns is not serialised.</summary>
    public async Task<object?> InvokeAsync(IServiceProvider services, object?[] arguments)
    {
        var returned = _invoker.Invoke(_factory?.Invoke(services, null), arguments.AsSpan());
        switch (returned)
        {
            case Task task:
                await task;
                return _result?.GetValue(task);
            case ValueTask task:
                await task;
                return null;
            case not null when IsOf(typeof(ValueTask<>)):
                var pending = (Task)Method.ReturnType.GetMethod(nameof(ValueTask<object>.AsTask))!.Invoke(returned, null)!;
                await pending;
                return pending.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(pending);
            default:
                return returned;
        }
    }

    private bool IsOf(Type generic) => Method.ReturnType.IsGenericType && Method.ReturnType.GetGenericTypeDefinition() == generic;
}
