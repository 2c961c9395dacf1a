using System.Reflection;
using System.Reflection.Emit;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.WebJobs.Calls;
using Microsoft.Azure.WebJobs;
using FunctionBinding = DurableSagas.LocalHost.Functions.FunctionBinding;

namespace DurableSagas.LocalHost.WebJobs.Emitting;

/// <summary>
/// A class with one static method for each function of the app, whose parameters carry the attributes that WebJobs
/// looks for; each hands what was bound to its <see cref="FunctionCall"/>.
/// </summary>
internal static class EmittedFunctions
{
    private const string AssemblyName = "DurableSagas.LocalHost.Emitted";
    // A name that no parameter of a function has: those are the names of its bindings.
    public const string CallParameter = "$call";

    private static readonly MethodInfo _run = typeof(FunctionCall).GetMethod(nameof(FunctionCall.RunAsync))!;

    public static Type Emit(IEnumerable<AppFunction> functions, TimeSpan? timeout)
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(AssemblyName), AssemblyBuilderAccess.Run).DefineDynamicModule(AssemblyName);

        // WebJobs calls functions by class and method: 'Functions.ReserveStock'.
        var type = module.DefineType("Functions", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        foreach (var function in functions.Where(function => function.Kind != FunctionKind.Unsupported))
        {
            Emit(type, function, timeout);
        }

        return type.CreateType();
    }

    private static void Emit(TypeBuilder type, AppFunction function, TimeSpan? timeout)
    {
        var trigger = TriggerParameter.Of(function);
        List<FunctionBinding> bound = [.. BoundBindings.Of(function)];
        Type[] parameters = [.. trigger is null ? Type.EmptyTypes : [trigger.Type], typeof(FunctionCall), .. bound.Select(BoundParameter.TypeOf)];
        var result = trigger?.ReturnsValue == true ? typeof(Task<object>) : typeof(Task);
        var method = type.DefineMethod(function.Name, MethodAttributes.Public | MethodAttributes.Static, result, parameters);
        foreach (var attribute in Attributes(function, trigger, timeout))
        {
            method.SetCustomAttribute(attribute);
        }

        var position = 1;
        if (trigger is not null)
        {
            method.DefineParameter(position++, ParameterAttributes.None, function.Trigger.Name).SetCustomAttribute(trigger.Attribute);
        }

        method.DefineParameter(position++, ParameterAttributes.None, CallParameter);
        foreach (var binding in bound)
        {
            method.DefineParameter(position++, ParameterAttributes.None, BoundParameter.NameOf(binding))
                .SetCustomAttribute(BoundParameter.AttributeOf(binding));
        }

        EmitBody(method.GetILGenerator(), trigger is not null, bound.Count);
    }

    private static IEnumerable<CustomAttributeBuilder> Attributes(AppFunction function, TriggerParameter? trigger, TimeSpan? timeout)
    {
        if (trigger is null)
        {
            yield return FunctionAttributes.NoAutomaticTrigger();
        }

        if (function.Retry is { } retry)
        {
            yield return FunctionAttributes.Retry(retry);
        }

        if (timeout is { } limit && function.Kind is not (FunctionKind.Orchestration or FunctionKind.Entity))
        {
            yield return FunctionAttributes.Timeout(limit);
        }
    }

    /// <summary><c>return call.RunAsync(trigger, [bound…]);</c></summary>
    private static void EmitBody(ILGenerator il, bool hasTrigger, int boundCount)
    {
        var call = hasTrigger ? 1 : 0;
        il.Emit(OpCodes.Ldarg, (short)call);
        il.Emit(hasTrigger ? OpCodes.Ldarg_0 : OpCodes.Ldnull);
        il.Emit(OpCodes.Ldc_I4, boundCount);
        il.Emit(OpCodes.Newarr, typeof(object));
        for (var index = 0; index < boundCount; index++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, index);
            il.Emit(OpCodes.Ldarg, (short)(call + 1 + index));
            il.Emit(OpCodes.Stelem_Ref);
        }

        il.Emit(OpCodes.Callvirt, _run);
        il.Emit(OpCodes.Ret);
    }
}
