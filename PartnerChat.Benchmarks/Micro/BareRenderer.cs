using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

#pragma warning disable BL0006 // Rendering without a page is what is measured; there is no other way to it.

namespace PartnerChat.Benchmarks.Micro;

/// <summary>Renders components and compares them with what they were; what changed goes to nobody.</summary>
internal sealed class BareRenderer(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
{
    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    public int Add<TComponent>()
        where TComponent : IComponent => AssignRootComponentId(InstantiateComponent(typeof(TComponent)));

    public Task Render(int component, ParameterView parameters) => RenderRootComponentAsync(component, parameters);

    protected override void HandleException(Exception exception) => ExceptionDispatchInfo.Throw(exception);

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch) => Task.CompletedTask;
}
