using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace PartnerChat.Web.Components.Chat;

/// <summary>A component that keeps nothing for being rendered but its place in the page: for what there is as much of as there are messages.</summary>
public abstract class LeanComponent : IComponent
{
    private RenderHandle _place;

    public void Attach(RenderHandle renderHandle) => _place = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (TakeParameters()) _place.Render(BuildRenderTree);
        return Task.CompletedTask;
    }

    /// <summary>The parameters were set. False when what is shown stays the same.</summary>
    protected abstract bool TakeParameters();

    /// <summary>Written by the Razor compiler.</summary>
    protected abstract void BuildRenderTree(RenderTreeBuilder builder);
}
