namespace DurableSagas.LocalHost.Functions;

/// <summary>Which way a binding's data goes, seen from the function.</summary>
internal enum BindingDirection
{
    In,
    Out,
    InOut,
}
