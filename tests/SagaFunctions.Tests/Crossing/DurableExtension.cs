using System.Reflection;
using System.Runtime.CompilerServices;
using Newtonsoft.Json;
using Extension = Microsoft.Azure.WebJobs.Extensions.DurableTask.DurableTaskExtension;

namespace DurableSagas.SagaFunctions.Tests.Crossing;

/// <summary>What the Durable extension itself makes of an activity's input and result, between history and worker.</summary>
internal static class DurableExtension
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

    private static readonly Type _context = typeof(Extension).Assembly.GetType("Microsoft.Azure.WebJobs.Extensions.DurableTask.DurableActivityContext", throwOnError: true)!;
    private static readonly object _converter = typeof(Extension).GetMethod("CreateMessageDataConverter", Hidden)!.Invoke(null, [null])!;

    // As the Functions host reads what a worker returns.
    private static readonly JsonSerializerSettings _ofTheHost = new() { DateParseHandling = DateParseHandling.None };

    /// <summary>As the worker gets it.</summary>
    /// <param name="json">As the orchestrator wrote it.</param>
    public static string Input(string json) => (string)Call(ContextOf($"[{json}]"), "GetInput", typeof(string))!;

    /// <summary>As history keeps it.</summary>
    /// <param name="json">As the worker returned it.</param>
    public static string Result(string json)
    {
        var context = ContextOf("[null]");
        Call(context, "SetOutput", JsonConvert.DeserializeObject(json, _ofTheHost));
        return (string)Call(context, "GetSerializedOutput")!;
    }

    // Its constructor asks for a whole extension, of which it takes these.
    private static object ContextOf(string input)
    {
        var context = RuntimeHelpers.GetUninitializedObject(_context);
        Set(context, "messageDataConverter", _converter);
        Set(context, "serializedInput", input);
        Set(context, "inputsAreArrays", true);
        Set(context, "rawInput", true);
        return context;
    }

    private static void Set(object context, string field, object value) => _context.GetField(field, Hidden)!.SetValue(context, value);

    private static object? Call(object context, string method, params object?[] arguments) => _context.GetMethod(method, Hidden)!.Invoke(context, arguments);
}
