using System.Reflection;
using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>Where one parameter's value comes from; null when there is none.</summary>
internal abstract record ParameterBinding
{
    public abstract ValueTask<object?> BindAsync(InvocationContext context);

    /// <summary>The parameter that carries the trigger's attribute.</summary>
    public sealed record FromTrigger(Type Type) : ParameterBinding
    {
        public override ValueTask<object?> BindAsync(InvocationContext context) => context.Trigger.ReadAsync(context, Type);
    }

    public sealed record OfContext : ParameterBinding
    {
        public override ValueTask<object?> BindAsync(InvocationContext context) => new(context);
    }

    public sealed record OfCancellation : ParameterBinding
    {
        public override ValueTask<object?> BindAsync(InvocationContext context) => new(context.CancellationToken);
    }

    public sealed record OfDurableClient : ParameterBinding
    {
        public override ValueTask<object?> BindAsync(InvocationContext context) =>
            new(context.RootServices.GetRequiredService<IDurableEngine>().Client);
    }

    /// <summary>The first parameter of an orchestrator that nothing else binds.</summary>
    public sealed record OfOrchestrationInput(Type Type) : ParameterBinding
    {
        private static readonly MethodInfo _getInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!;

        private readonly MethodInvoker _read = MethodInvoker.Create(_getInput.MakeGenericMethod(Type));

        public override ValueTask<object?> BindAsync(InvocationContext context) =>
            new(_read.Invoke(((OrchestrationCall)context.Trigger).Context));
    }

    /// <summary>A value of the trigger's binding data with the parameter's name, in any case.</summary>
    public sealed record OfName(string Name, Type Type, int Index) : ParameterBinding
    {
        public override ValueTask<object?> BindAsync(InvocationContext context)
        {
            context.Trigger.BindingData.TryGetValue(Name, out var source);
            return context.RootServices.GetRequiredService<InputConversion>()
                .ConvertAsync(new ParameterConversion(context, context.Function.Parameters[Index], source));
        }
    }

    /// <summary>A parameter that names its converter, as [FromBody] does.</summary>
    public sealed record OfConverter(Type Converter, string Name, Type Type, int Index) : ParameterBinding
    {
        public override ValueTask<object?> BindAsync(InvocationContext context)
        {
            context.Trigger.BindingData.TryGetValue(Name, out var source);
            return context.RootServices.GetRequiredService<InputConversion>()
                .ConvertAsync(new ParameterConversion(context, context.Function.Parameters[Index], source), Converter);
        }
    }
}
