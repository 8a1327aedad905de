using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.JSInterop;

namespace PartnerChat.Web.Components;

/// <summary>
/// What a circuit keeps in order to write JSON. For each value that the framework hands to the browser as an object, System.Text.Json asks all of its
/// interfaces whether one says how it is written, and each circuit keeps the answer for each of them: 28 for one number, some 50 kB in all. None
/// of them says anything, so here they are no types that are written at all.
/// </summary>
internal sealed class CircuitJson : IJsonTypeInfoResolver
{
    private static readonly CircuitJson Shared = new(new DefaultJsonTypeInfoResolver());

    private readonly IJsonTypeInfoResolver _inner;

    private CircuitJson(IJsonTypeInfoResolver inner) => _inner = inner;

    /// <summary>Every circuit from here on keeps little. Comes after the framework's own runtime is registered.</summary>
    public static void Use(IServiceCollection services)
    {
        var runtime = services.Last(s => s.ServiceType == typeof(IJSRuntime)).ImplementationType!;
        services.Replace(ServiceDescriptor.Scoped(typeof(IJSRuntime), provider => Lighten((JSRuntime)ActivatorUtilities.CreateInstance(provider, runtime))));
    }

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => IsNeverWritten(type) ? null : _inner.GetTypeInfo(type, options);

    private static JSRuntime Lighten(JSRuntime runtime)
    {
        var options = OptionsOf(runtime);
        options.TypeInfoResolver = options.TypeInfoResolver is { } own ? new CircuitJson(own) : Shared;
        return runtime;
    }

    private static bool IsNeverWritten(Type type) =>
        type == typeof(ValueType) || type == typeof(Enum) || (type.IsInterface && (IsAbility(type) || IsOtherViewOfWhole(type)));

    // What a value can do beside being written.
    private static bool IsAbility(Type type) => type.Namespace is "System" or "System.Collections" or "System.Numerics" or "System.Runtime.Serialization";

    // A dictionary by what it can do or as a list of pairs, a text as a list of characters.
    private static bool IsOtherViewOfWhole(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is var parts
        && (parts.Length == 2 || parts[0] == typeof(char) || (parts[0].IsGenericType && parts[0].GetGenericTypeDefinition() == typeof(KeyValuePair<,>)));

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_JsonSerializerOptions")]
    private static extern JsonSerializerOptions OptionsOf(JSRuntime runtime);
}
