package io.mudbrick.platform.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.node.LongNode;
import java.io.IOException;
import java.util.Set;

/**
 * Reads {@code 2.0} where a whole number is due, as JSON of protocol buffers does: JavaScript and R
 * write whole numbers so. What has a fraction is refused all the same.
 */
final class WholeNumbers extends BeanDeserializerModifier {
  private static final long serialVersionUID = 1L;
  private static final Set<Class<?>> WHOLE =
      Set.of(Long.class, long.class, Integer.class, int.class);

  @Override
  public JsonDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription type, JsonDeserializer<?> usual) {
    return WHOLE.contains(type.getBeanClass()) ? new Whole(usual) : usual;
  }

  private static final class Whole extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    Whole(JsonDeserializer<?> usual) {
      super(usual);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> usual) {
      return new Whole(usual);
    }

    @Override
    public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
        double value = in.getDoubleValue();
        // From 2^63 on the nearest long is another number.
        if (value == Math.rint(value) && Math.abs(value) < 0x1p63) {
          try (JsonParser whole = LongNode.valueOf((long) value).traverse(in.getCodec())) {
            whole.nextToken();
            return super.deserialize(whole, context);
          }
        }
      }
      return super.deserialize(in, context);
    }
  }
}
